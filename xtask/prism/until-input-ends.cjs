// Loaded before Prism: ends the process when its standard input ends. That is when the command that started Prism ends, in
// whatever way, so that no server is left behind.
process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
