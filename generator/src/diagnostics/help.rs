//! What can be done about a finding whose stage has nothing better to say.

use super::Code;

impl Code {
    /// The usual mend, if the findings of this code have one.
    pub(super) const fn usual_help(self) -> Option<&'static str> {
        Some(match self {
            Self::WrongType => "an overlay can write what the specification has there",
            Self::Unsupported => {
                "if it matters, say it otherwise with an overlay; if not, allow the finding in client.toml"
            }
            Self::InvalidConfig => "correct the value, or remove the line",
            Self::UnusedConfig => "correct the name, or remove the setting",
            Self::InvalidOverlay => "write it as the Overlay Specification has it",
            Self::InvalidHttpSyntax => "an overlay can write what the server reads",
            Self::PaginationMismatch => {
                "correct it with an overlay, or say it in `[operations.<operationId>.pagination]` of client.toml"
            }
            Self::EnumWithNull => {
                "to be clear for every tool, say `nullable: true` (3.0) or `type: [string, 'null']` (from 3.1 on)"
            }
            Self::RenamedIdentifier => "`[rename]` in client.toml chooses another name",
            _ => return None,
        })
    }
}
