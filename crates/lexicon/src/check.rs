//! What a person should look at in the language data.
