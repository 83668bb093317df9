//! `epicrisis serve`: the reader in a browser and the HTTP interface.

use std::io::Write;

use epicrisis_serve::{Settings, Tls, Token};

use crate::Ending;
use crate::args::{Serve, With};
use crate::extract::engine;
use crate::progress::complain;

pub(crate) fn run(arguments: &Serve) -> Ending {
    match serve(arguments) {
        Ok(()) => Ending::Done,
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

fn serve(arguments: &Serve) -> Result<(), String> {
    let settings = settings(arguments)?;
    let with = With {
        language: "auto".to_owned(),
        means: arguments.means.clone(),
    };
    let engine = engine(&with)?;
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let bare = settings.tls.is_none() && !settings.listen.ip().to_canonical().is_loopback();
    let started = |address| {
        say(&format_args!("listening on {scheme}://{address}"));
        if bare {
            say(
                &"without TLS, whoever is on the way can read documents and the token; give --tls-cert and --tls-key, or \
                  put a proxy that speaks TLS before it",
            );
        }
    };
    epicrisis_serve::run(settings, engine, started).map_err(|error| error.to_string())
}

/// Says on standard error what is no error.
fn say(what: &dyn std::fmt::Display) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{what}");
}

fn settings(arguments: &Serve) -> Result<Settings, String> {
    let token = arguments.token_file.as_ref().map(|path| {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Token::new(&text).map_err(|error| format!("{}: {error}", path.display()))
    });
    let tls = arguments.tls_cert.clone().zip(arguments.tls_key.clone());
    Ok(Settings {
        token: token.transpose()?,
        tls: tls.map(|(certificate, key)| Tls { certificate, key }),
        store: arguments.store.clone(),
        // Sizes are at most 1G.
        max_body: usize::try_from(arguments.max_body).unwrap_or(usize::MAX),
        timeout: arguments.timeout,
        concurrency: arguments.concurrency.into(),
        cors: arguments.cors.clone(),
        log: !arguments.quiet,
        ..Settings::at(arguments.listen)
    })
}
