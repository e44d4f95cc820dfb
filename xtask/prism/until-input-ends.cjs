// Loaded before Prism: ends the process when its standard input ends. That is when the command that started Prism ends, in
// whatever way, so that no server is left behind. In a thread of its own: Prism may be busy for minutes with a document.
const { Worker, isMainThread } = require("node:worker_threads");

function watch() {
  const { readSync } = require("node:fs");
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const input = Buffer.alloc(64);
  for (;;) {
    try {
      if (readSync(0, input) === 0) break;
    } catch (error) {
      if (error.code !== "EAGAIN") break;
      Atomics.wait(clock, 0, 0, 200);
    }
  }
  process.kill(process.pid, "SIGKILL");
}

// An end of its own would wait for the thread, which waits for input.
function end() {
  process.kill(process.pid, "SIGKILL");
}

function endFor(error) {
  require("node:fs").writeSync(2, `${error?.stack ?? error}\n`);
  end();
}

// Threads load this as well.
if (isMainThread) {
  new Worker(`(${watch})()`, { eval: true }).unref();
  process.on("uncaughtException", endFor).on("exit", end);
}
