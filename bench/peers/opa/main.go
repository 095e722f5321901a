// Command opa-peer measures a workload of bench/ on OPA's library: opa-peer plain|tuned|compile FOLDER.
//
// The folder holds policy.rego, data.json, input.json and query.txt. The program prints {"value": …, "nanoseconds": …}, the answer and how
// long it took; then, for each line on its standard input, which says for how many milliseconds to run, {"nanoseconds": …}, the time of one
// evaluation. With compile, the folder holds modules: an evaluation parses and compiles all of them, and the answer is how many they are.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: opa-peer plain|tuned|compile FOLDER")
	}
	start := prepare
	if os.Args[1] == "compile" {
		start = prepareCompilation
	}
	evaluate, err := start(context.Background(), os.Args[1] == "tuned", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	if err := serve(evaluate); err != nil {
		log.Fatal(err)
	}
}

// evaluation answers the query once.
type evaluation func() (rego.ResultSet, error)

// prepare compiles the policy. Tuned, the input is parsed before, and the store keeps data as syntax trees.
func prepare(ctx context.Context, tuned bool, folder string) (evaluation, error) {
	policy, err := os.ReadFile(filepath.Join(folder, "policy.rego"))
	if err != nil {
		return nil, err
	}
	query, err := os.ReadFile(filepath.Join(folder, "query.txt"))
	if err != nil {
		return nil, err
	}
	var data map[string]any
	if err := readJSON(filepath.Join(folder, "data.json"), &data); err != nil {
		return nil, err
	}
	var input any
	if err := readJSON(filepath.Join(folder, "input.json"), &input); err != nil {
		return nil, err
	}
	prepared, err := rego.New(
		rego.Query(string(query)),
		rego.Module("policy.rego", string(policy)),
		rego.Store(inmem.NewFromObjectWithOpts(data, inmem.OptReturnASTValuesOnRead(tuned))),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	option := rego.EvalInput(input)
	if tuned {
		parsed, err := ast.InterfaceToValue(input)
		if err != nil {
			return nil, err
		}
		option = rego.EvalParsedInput(parsed)
	}
	return func() (rego.ResultSet, error) { return prepared.Eval(ctx, option) }, nil
}

// prepareCompilation reads the modules of a folder; what is measured does what opa check does with them.
func prepareCompilation(_ context.Context, _ bool, folder string) (evaluation, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.rego"))
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(paths))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		texts[path] = string(text)
	}
	return func() (rego.ResultSet, error) {
		modules := make(map[string]*ast.Module, len(texts))
		for path, text := range texts {
			module, err := ast.ParseModuleWithOpts(path, text, ast.ParserOptions{ProcessAnnotation: true})
			if err != nil {
				return nil, err
			}
			modules[path] = module
		}
		compiler := ast.NewCompiler()
		if compiler.Compile(modules); compiler.Failed() {
			return nil, compiler.Errors
		}
		return rego.ResultSet{{Expressions: []*rego.ExpressionValue{{Value: len(modules)}}}}, nil
	}, nil
}

// readJSON keeps numbers as they are written, as OPA does.
func readJSON(path string, value any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return util.UnmarshalJSON(text, value)
}

func serve(evaluate evaluation) error {
	start := time.Now()
	results, err := evaluate()
	took := time.Since(start)
	if err != nil {
		return err
	}
	var value any
	if len(results) > 0 {
		value = results[0].Expressions[0].Value
	}
	answers := json.NewEncoder(os.Stdout)
	if err := answers.Encode(map[string]any{"value": value, "nanoseconds": took.Nanoseconds()}); err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		milliseconds, err := strconv.Atoi(lines.Text())
		if err != nil {
			return fmt.Errorf("for how many milliseconds to run: %w", err)
		}
		nanoseconds, err := measure(evaluate, time.Duration(milliseconds)*time.Millisecond)
		if err != nil {
			return err
		}
		if err := answers.Encode(map[string]any{"nanoseconds": nanoseconds}); err != nil {
			return err
		}
	}
	return lines.Err()
}

// measure evaluates for at least that time, and gives the nanoseconds of one evaluation. The clock is read about every millisecond.
func measure(evaluate evaluation, least time.Duration) (float64, error) {
	start := time.Now()
	count, batch := 0, 1
	for {
		for range batch {
			if _, err := evaluate(); err != nil {
				return 0, err
			}
		}
		count += batch
		elapsed := time.Since(start)
		if elapsed >= least {
			return float64(elapsed.Nanoseconds()) / float64(count), nil
		}
		batch = max(1, int(time.Millisecond)*count/int(elapsed))
	}
}
