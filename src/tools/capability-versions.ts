/** Which version of OPA brought which builtins, keywords and features; none was ever taken away. What is not listed is as old as the first version. */

/** All versions, oldest first. */
export const versions: readonly string[] =
  "0.17.0 0.17.1 0.17.2 0.17.3 0.18.0 0.19.0-rc1 0.19.0 0.19.1 0.19.2 0.20.0 0.20.1 0.20.2 0.20.3 0.20.4 0.20.5 0.21.0 0.21.1 0.22.0 0.23.0 0.23.1 0.23.2 0.24.0 0.25.0-rc1 0.25.0-rc2 0.25.0-rc3 0.25.0-rc4 0.25.0 0.25.1 0.25.2 0.26.0 0.27.0 0.27.1 0.28.0 0.29.0 0.29.1 0.29.2 0.29.3 0.29.4 0.30.0 0.30.1 0.30.2 0.31.0 0.32.0 0.32.1 0.33.0 0.33.1 0.34.0 0.34.1 0.34.2 0.35.0 0.36.0 0.36.1 0.37.0 0.37.1 0.37.2 0.38.0 0.38.1 0.39.0 0.40.0 0.41.0 0.42.0 0.42.1 0.42.2 0.43.0 0.43.1 0.44.0 0.45.0 0.46.0 0.46.1 0.46.2 0.46.3 0.47.0 0.47.1 0.47.2 0.47.3 0.47.4 0.48.0 0.49.0 0.49.1 0.49.2 0.50.0 0.50.1 0.50.2 0.51.0 0.52.0 0.53.0 0.53.1 0.54.0 0.55.0 0.56.0 0.57.0 0.57.1 0.58.0 0.59.0 0.60.0 0.61.0 0.62.0 0.62.1 0.63.0 0.64.0 0.64.1 0.65.0 0.66.0 0.67.0 0.67.1 0.68.0 0.69.0 0.70.0 1.0.0 1.0.1 1.1.0 1.2.0 1.3.0 1.4.0 1.4.1 1.4.2 1.5.0 1.5.1 1.6.0 1.7.0 1.8.0 1.9.0 1.10.0 1.11.0 1.11.1 1.12.0 1.12.1 1.12.2 1.12.3 1.13.0 1.13.1 1.13.2 1.14.0 1.14.1 1.15.0 1.15.1 1.16.0 1.16.1 1.16.2 1.17.0 1.17.1 1.18.0 1.18.1 1.18.2 1.19.0 1.19.1 1.20.0 1.20.1 1.20.2"
    .split(/\s+/)
    .map((version) => `v${version}`);

interface Change {
  readonly version: string;
  readonly builtins?: readonly string[];
  /** All keywords to import from then on. */
  readonly keywords?: readonly string[];
  /** All features from then on. */
  readonly features?: readonly string[];
}

/** Oldest first. */
export const changes: readonly Change[] = [
  { version: "v0.17.2", builtins: ["object.filter", "object.remove", "object.union"] },
  { version: "v0.18.0", builtins: ["bits.and", "bits.lsh", "bits.negate", "bits.or", "bits.rsh", "bits.xor", "json.remove"] },
  { version: "v0.19.0-rc1", builtins: ["net.cidr_contains_matches"] },
  { version: "v0.19.0", builtins: ["time.add_date"] },
  {
    version: "v0.20.0",
    builtins: [
      "graph.reachable",
      "io.jwt.verify_es384",
      "io.jwt.verify_es512",
      "io.jwt.verify_hs384",
      "io.jwt.verify_hs512",
      "io.jwt.verify_ps384",
      "io.jwt.verify_ps512",
      "io.jwt.verify_rs384",
      "io.jwt.verify_rs512",
      "uuid.rfc4122",
    ],
  },
  { version: "v0.21.0", builtins: ["crypto.x509.parse_certificate_request"] },
  { version: "v0.22.0", builtins: ["numbers.range", "semver.compare", "semver.is_valid"] },
  { version: "v0.23.0", builtins: ["regex.is_valid", "regex.match"] },
  { version: "v0.24.0", builtins: ["base64.is_valid", "net.cidr_merge", "urlquery.decode_object"] },
  { version: "v0.25.0-rc1", builtins: ["json.is_valid", "yaml.is_valid"] },
  { version: "v0.25.0-rc2", builtins: ["base64url.encode_no_pad", "hex.decode", "hex.encode"] },
  { version: "v0.25.0", builtins: ["json.patch"] },
  { version: "v0.26.0", builtins: ["ceil", "floor"] },
  { version: "v0.28.0", builtins: ["time.diff"] },
  { version: "v0.31.0", builtins: ["crypto.x509.parse_and_verify_certificates", "rand.intn"] },
  { version: "v0.33.0", builtins: ["crypto.x509.parse_rsa_private_key"] },
  { version: "v0.34.0", builtins: ["internal.member_2", "internal.member_3", "internal.print", "print"], keywords: ["in"] },
  { version: "v0.35.0", builtins: ["net.lookup_ip_addr"] },
  {
    version: "v0.36.0",
    builtins: ["array.reverse", "crypto.hmac.md5", "crypto.hmac.sha1", "crypto.hmac.sha256", "crypto.hmac.sha512", "strings.reverse"],
  },
  { version: "v0.37.0", builtins: ["graph.reachable_paths", "indexof_n", "object.union_n"] },
  { version: "v0.38.0", keywords: ["every", "in"] },
  { version: "v0.40.0", builtins: ["rego.metadata.chain", "rego.metadata.rule"] },
  {
    version: "v0.41.0",
    builtins: [
      "graphql.is_valid",
      "graphql.parse",
      "graphql.parse_and_verify",
      "graphql.parse_query",
      "graphql.parse_schema",
      "units.parse",
    ],
  },
  { version: "v0.42.0", builtins: ["object.subset"], keywords: ["contains", "every", "if", "in"] },
  { version: "v0.44.0", builtins: ["strings.any_prefix_match", "strings.any_suffix_match"] },
  { version: "v0.45.0", builtins: ["regex.replace"] },
  { version: "v0.46.0", builtins: ["graphql.schema_is_valid", "net.cidr_is_valid"], features: ["rule_head_ref_string_prefixes"] },
  { version: "v0.47.0", builtins: ["object.keys", "providers.aws.sign_req"] },
  { version: "v0.48.0", builtins: ["time.format"] },
  { version: "v0.50.0", builtins: ["json.match_schema", "json.verify_schema"] },
  { version: "v0.52.0", builtins: ["crypto.hmac.equal"] },
  { version: "v0.53.0", builtins: ["crypto.x509.parse_keypair"] },
  { version: "v0.55.0", builtins: ["crypto.parse_private_keys"] },
  { version: "v0.56.0", builtins: ["numbers.range_step"] },
  { version: "v0.57.0", builtins: ["uuid.parse"] },
  {
    version: "v0.59.0",
    builtins: ["strings.render_template"],
    features: ["rule_head_ref_string_prefixes", "rule_head_refs", "rego_v1_import"],
  },
  { version: "v0.63.0", builtins: ["crypto.x509.parse_and_verify_certificates_with_options"] },
  { version: "v0.64.0", builtins: ["json.marshal_with_options"] },
  { version: "v0.67.0", builtins: ["strings.count"] },
  { version: "v1.0.0", keywords: [], features: ["rego_v1"] },
  { version: "v1.2.0", builtins: ["internal.test_case"] },
  { version: "v1.6.0", features: ["keywords_in_refs", "rego_v1"] },
  { version: "v1.8.0", builtins: ["io.jwt.verify_eddsa"] },
  { version: "v1.12.0", builtins: ["internal.template_string"], features: ["keywords_in_refs", "rego_v1", "template_strings"] },
  { version: "v1.13.0", builtins: ["array.flatten"] },
  { version: "v1.16.0", builtins: ["uri.is_valid", "uri.parse"] },
  { version: "v1.17.0", keywords: ["not"] },
  { version: "v1.19.0", builtins: ["strings.split_n"] },
  { version: "v1.20.0", keywords: ["and", "not", "or"] },
];
