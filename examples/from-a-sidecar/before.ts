/** Asks the OPA server that runs beside the program. */
export async function isAllowed(input: unknown): Promise<boolean> {
  const response = await fetch(`${process.env.OPA_URL ?? "http://127.0.0.1:8181"}/v1/data/authz/allow`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input }),
  });
  if (!response.ok) throw new Error(`OPA answered ${response.status}`);
  const { result } = (await response.json()) as { result?: unknown };
  return result === true;
}
