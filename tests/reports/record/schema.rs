//! `docs/results.schema.json` says what is written and nothing else, and what is written reads back.

use std::collections::BTreeSet;
use std::fs;

use rust_decimal::Decimal;
use serde_json::Value;
use ziping::record;

use super::{Whole, recorded, root, written};
use crate::fixture;

/// Holds `value` against `schema`; every property that is met goes to `met`.
struct Check<'s> {
    root: &'s Value,
    met: BTreeSet<*const Value>,
}

impl<'s> Check<'s> {
    fn resolved(&self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(name) => &self.root["$defs"][name.strip_prefix("#/$defs/").unwrap()],
            None => schema,
        }
    }

    fn fits(&mut self, schema: &'s Value, value: &Value, at: &str) -> Result<(), String> {
        let schema = self.resolved(schema);
        if let Some(any) = schema["anyOf"].as_array() {
            let fitting = any.iter().find(|s| self.fits(s, value, at).is_ok());
            return fitting
                .map(|_| ())
                .ok_or(format!("{at}: {value} fits none"));
        }
        if schema.get("const").is_some_and(|only| only != value) {
            return Err(format!("{at}: {value} is not {}", schema["const"]));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return Err(format!("{at}: {value} is no word of it"));
        }
        self.typed(schema, value, at)?;
        if let Some(items) = value.as_array() {
            for (nth, item) in items.iter().enumerate() {
                self.fits(&schema["items"], item, &format!("{at}[{nth}]"))?;
            }
        }
        if value.is_object() {
            self.object(schema, value, at)?;
        }
        Ok(())
    }

    fn typed(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let types = &schema["type"];
        let allowed = types.is_null()
            || types.as_str() == Some(kind)
            || types
                .as_array()
                .is_some_and(|t| t.iter().any(|t| t == kind));
        if !allowed {
            return Err(format!("{at}: {value} is a {kind}"));
        }
        let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str()) else {
            return Ok(());
        };
        let four = text
            .rsplit_once('.')
            .is_some_and(|(_, places)| places.len() == 4);
        let figure = Decimal::from_str_exact(text).is_ok_and(|figure| match pattern {
            r"^-?[0-9]+\.[0-9]{4}$" => four,
            r"^-?[0-9]+(\.[0-9]+)?$" => figure.normalize().to_string() == text,
            other => panic!("{other}"),
        });
        figure
            .then_some(())
            .ok_or(format!("{at}: {text} is not {pattern}"))
    }

    fn object(&mut self, schema: &'s Value, value: &Value, at: &str) -> Result<(), String> {
        let fields = value.as_object().unwrap();
        for name in schema["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                return Err(format!("{at}: {name} is missing"));
            }
        }
        for (name, field) in fields {
            let at = format!("{at}.{name}");
            match schema["properties"].get(name) {
                Some(property) => {
                    self.fits(property, field, &at)?;
                    self.met.insert(property);
                }
                None if schema["additionalProperties"].is_object() => {
                    self.fits(&schema["additionalProperties"], field, &at)?;
                }
                None => return Err(format!("{at}: not in the schema")),
            }
        }
        Ok(())
    }
}

/// Every property of a schema, by its path in the file.
fn properties<'s>(schema: &'s Value, at: &str, all: &mut Vec<(String, &'s Value)>) {
    match schema {
        Value::Object(fields) => {
            for (name, field) in fields {
                let at = format!("{at}.{name}");
                if at.ends_with(&format!("properties.{name}")) {
                    all.push((at.clone(), field));
                }
                properties(field, &at, all);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, at, all)),
        _ => {}
    }
}

fn schema() -> Value {
    let text = fs::read_to_string(root("docs/results.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_schema_says_what_is_written_and_nothing_else() {
    let schema = schema();
    let mut check = Check {
        root: &schema,
        met: BTreeSet::new(),
    };
    let recorded = recorded();
    for text in &recorded {
        let value: Value = serde_json::from_str(text).unwrap();
        check.fits(&schema, &value, "results").unwrap();
    }
    let mut all = Vec::new();
    properties(&schema, "", &mut all);
    assert!(all.len() > 150, "{}", all.len());
    let stale = all
        .iter()
        .filter(|(_, property)| !check.met.contains(&std::ptr::from_ref(*property)));
    let stale: Vec<&str> = stale.map(|(at, _)| at.as_str()).collect();
    assert!(stale.is_empty(), "never written: {stale:?}");
}

/// A field that is taken away, renamed or added is told.
#[test]
fn another_layout_does_not_fit_the_schema() {
    let schema = schema();
    let text = written(fixture::district());
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut check = Check {
        root: &schema,
        met: BTreeSet::new(),
    };
    check.fits(&schema, &value, "").unwrap();
    let spoilt: [fn(&mut Value); 5] = [
        |v| drop(v["units"][0].as_object_mut().unwrap().remove("grade")),
        |v| v["units"][0]["indicators"][0]["extra"] = Value::Null,
        |v| v["units"][0]["recomputed_total"] = 90.into(),
        |v| v["units"][0]["funding"]["execution_rate"] = "0.9".into(),
        |v| v["findings"][0]["severity"] = "fatal".into(),
    ];
    for spoil in spoilt {
        let mut value = value.clone();
        spoil(&mut value);
        assert!(check.fits(&schema, &value, "").is_err());
    }
}

#[test]
fn what_is_written_reads_back_to_the_same_bytes() {
    for text in recorded() {
        let run: Whole = record::read(&text).unwrap();
        let again = serde_json::to_string_pretty(&run).unwrap();
        assert_eq!(again + "\n", text);
    }
}
