/** What is asked of a host that makes HTTP requests: one exchange, without redirects, retries and caches. */
export interface HttpRequest {
  /** In capitals. */
  readonly method: string;
  /** Scheme, host and port: `https://example.com:8443`. */
  readonly origin: string;
  /** Path and query, escaped. */
  readonly target: string;
  /**
   * Names and values; values are byte texts (a character for each byte). `Host` is among them if it is not the origin's. Without
   * `Accept-Encoding` the host may ask for a coding of its own, which it then undoes, and whose headers it takes out.
   */
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array | undefined;
  /** A unix socket to connect to, in place of the origin. */
  readonly socketPath: string | undefined;
  /** Absent: what the platform does by default. */
  readonly tls: TlsSettings | undefined;
  /** Ends the exchange: time is up, or the query is. */
  readonly signal: AbortSignal | undefined;
  /** A longer body, decoded, is an error. */
  readonly maximalBytes: number;
}

/** A header of a request or a response. */
export type HttpHeader = readonly [name: string, value: string];

/** How a host is to meet an HTTPS server. Certificates and keys are PEM texts. */
export interface TlsSettings {
  /** Roots to trust; none: the system's. */
  readonly rootCertificates: readonly string[];
  /** The system's roots count beside the given ones. */
  readonly trustSystem: boolean;
  readonly clientCertificates: readonly ClientCertificate[];
  /** The name to ask for and to check the certificate against, in place of the origin's. */
  readonly serverName: string | undefined;
  /** Any certificate will do. */
  readonly skipVerification: boolean;
}

/** A certificate with its private key, by which a client shows who it is. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** What a host hands back. */
export interface HttpResponse {
  readonly statusCode: number;
  /** Code and reason: `404 Not Found`. */
  readonly status: string;
  /** In the order in which they came, repeated ones each by itself; names in lower case, values as byte texts. */
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
}

/** How far an exchange came: the request could not be made, there was no whole head of a response, or no whole body. */
export type HttpStage = "request" | "head" | "body";

/** An exchange that failed, in the words that Go has for it: `dial tcp 127.0.0.1:1: connect: connection refused`. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly stage: HttpStage;

  constructor(message: string, stage: HttpStage = "head", options?: ErrorOptions) {
    super(message, options);
    this.stage = stage;
  }
}
