/** Where a value is in the document: the name or index of the last step, and the place that it is in. */
export interface Place {
  readonly name: string;
  readonly parent: Place | undefined;
}

/** One thing that is wrong with a document, in gojsonschema's words. */
export interface Problem {
  readonly type: string;
  readonly field: string;
  readonly description: string;
}

/** What comes of validating a value. The score tells which of several schemas came nearest, as gojsonschema counts. */
export class Outcome {
  readonly problems: Problem[] = [];
  score = 0;

  get isValid(): boolean {
    return this.problems.length === 0;
  }

  /** Adds a problem. It costs two points, since the step that found it still earns one. */
  add(type: string, place: Place | undefined, describe: string | ((field: string) => string)): void {
    const field = formatPlace(place);
    this.problems.push({ type, field, description: typeof describe === "string" ? describe : describe(field) });
    this.score -= 2;
  }

  /** Adds all of another outcome. */
  merge(other: Outcome): void {
    this.problems.push(...other.problems);
    this.score += other.score;
  }

  /** Earns the point of a step. */
  pass(): void {
    this.score++;
  }
}

function formatPlace(place: Place | undefined): string {
  if (place === undefined) return "(Root)";
  const names: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) names.push(at.name);
  return names.reverse().join(".");
}
