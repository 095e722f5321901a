//! Measures a workload of bench/ on the crate regorus: regorus-peer engine|rvm FOLDER.
//!
//! The folder holds policy.rego, data.json, input.json and query.txt. The program prints {"value": …, "nanoseconds": …}, the answer and how
//! long it took; then, for each line on its standard input, which says for how many milliseconds to run, {"nanoseconds": …}, the time of one
//! evaluation.

use std::io::{BufRead, Write, stdin, stdout};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, PolicyLengthConfig, Rc, Value};

/// Answers the query once.
type Evaluation = Box<dyn FnMut() -> Result<Value>>;

fn main() {
    if let Err(error) = run() {
        // In one line, as the first that is wrong.
        eprintln!("{}", error.to_string().split_whitespace().collect::<Vec<_>>().join(" "));
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, folder] = arguments.as_slice() else {
        bail!("usage: regorus-peer engine|rvm FOLDER");
    };
    serve(prepare(mode, Path::new(folder))?)
}

fn prepare(mode: &str, folder: &Path) -> Result<Evaluation> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).with_context(|| name.to_string());
    let query = read("query.txt")?;
    let data = Value::from_json_str(&read("data.json")?)?;
    let input = Value::from_json_str(&read("input.json")?)?;
    let mut engine = Engine::new();
    // Its bounds are for policies of strangers.
    engine.set_policy_length_config(PolicyLengthConfig {
        max_col: NonZeroU32::MAX,
        max_file_bytes: NonZeroUsize::MAX,
        max_lines: NonZeroUsize::MAX,
    });
    engine.add_policy("policy.rego".to_string(), read("policy.rego")?)?;
    if mode == "engine" {
        engine.add_data(data)?;
        // Where heads are references, the query names no rule.
        if engine
            .eval_rule(query.clone())
            .is_err_and(|error| error.to_string().contains("not a valid rule path"))
        {
            return Ok(Box::new(move || {
                engine.set_input(input.clone());
                let results = engine.eval_query(query.clone(), false)?;
                Ok(results
                    .result
                    .first()
                    .map_or(Value::Undefined, |result| result.expressions[0].value.clone()))
            }));
        }
        return Ok(Box::new(move || {
            engine.set_input(input.clone());
            engine.eval_rule(query.clone())
        }));
    }
    let entry_point: Rc<str> = query.as_str().into();
    let policy = engine.compile_with_entrypoint(&entry_point)?;
    let mut machine = RegoVM::new();
    machine.set_max_instructions(usize::MAX);
    machine.load_program(Compiler::compile_from_policy(&policy, &[query.as_str()])?);
    machine.set_data(data)?;
    Ok(Box::new(move || {
        machine.set_input(input.clone());
        Ok(machine.execute()?)
    }))
}

fn serve(mut evaluate: Evaluation) -> Result<()> {
    let start = Instant::now();
    let value = evaluate()?;
    let nanoseconds = start.elapsed().as_nanos();
    let text = if value == Value::Undefined {
        "null".to_string()
    } else {
        value.to_json_str()?
    };
    print(&format!("{{\"value\": {}, \"nanoseconds\": {nanoseconds}}}", text.replace('\n', " ")))?;
    for line in stdin().lock().lines() {
        let milliseconds: u64 = line?.parse().context("for how many milliseconds to run")?;
        let nanoseconds = measure(&mut evaluate, Duration::from_millis(milliseconds))?;
        print(&format!("{{\"nanoseconds\": {nanoseconds}}}"))?;
    }
    Ok(())
}

/// Evaluates for at least that time, and gives the nanoseconds of one evaluation. The clock is read about every millisecond.
fn measure(evaluate: &mut Evaluation, least: Duration) -> Result<f64> {
    let start = Instant::now();
    let (mut count, mut batch) = (0_u64, 1_u64);
    loop {
        for _ in 0..batch {
            std::hint::black_box(evaluate()?);
        }
        count += batch;
        let elapsed = start.elapsed();
        if elapsed >= least {
            return Ok(elapsed.as_nanos() as f64 / count as f64);
        }
        batch = ((1e6 * count as f64 / elapsed.as_nanos() as f64) as u64).max(1);
    }
}

fn print(line: &str) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
