const block = /-----BEGIN ([^\n\r-]*)-----[\s\S]*?-----END \1-----/g;

/** The labels of the blocks in a PEM text. */
export function listPemLabels(text: string): readonly string[] {
  return Array.from(text.matchAll(block), ([, label = ""]) => label);
}

/** What is wrong with a certificate and its key, in the words of Go's `tls.X509KeyPair`; `undefined` if nothing is as far as labels tell. */
export function findKeyPairProblem(certificate: string, key: string): string | undefined {
  const labels = listPemLabels(certificate);
  if (!labels.includes("CERTIFICATE")) return describeMissingCertificate(labels);
  const keyLabels = listPemLabels(key);
  if (keyLabels.some(isKeyLabel)) return undefined;
  if (keyLabels.length === 0) return "tls: failed to find any PEM data in key input";
  if (keyLabels.length === 1 && keyLabels[0] === "CERTIFICATE")
    return "tls: found a certificate rather than a key in the PEM for the private key";
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${describeLabels(keyLabels)}`;
}

function describeMissingCertificate(labels: readonly string[]): string {
  const [first] = labels;
  if (first === undefined) return "tls: failed to find any PEM data in certificate input";
  if (labels.length === 1 && first.endsWith("PRIVATE KEY"))
    return "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched";
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${describeLabels(labels)}`;
}

function isKeyLabel(label: string): boolean {
  return label === "PRIVATE KEY" || label.endsWith(" PRIVATE KEY");
}

/** As Go prints a slice of strings. */
function describeLabels(labels: readonly string[]): string {
  return `[${labels.join(" ")}]`;
}
