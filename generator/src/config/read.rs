//! Text to [`Config`].
