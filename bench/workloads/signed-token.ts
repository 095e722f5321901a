/** A token with the claims of json-web-token.ts, signed with RS256 by a key that was made for it and thrown away. */
export const signedByRsa = [
  "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tLyIsImF1ZCI6WyJzaG9wIiwiYmlsbGluZyJdLCJ",
  "zdWIiOiJpbmVzIiwicm9sZXMiOlsicmVhZGVyIiwiYXBwcm92ZXIiXSwibmJmIjoxNzM1Njg5NjAwLCJleHAiOjE3NjcyMjU2MDB9.Gyeta1_ieANZu3SQFn",
  "marpBbuMaUb2dXZ-unS1hYb4ASOuPe1O1-UtmDiTerTkVV1wvNQM0EXmXPIEmgP5xCZeu6VT9QyH739Ii8hPttFaWxsK90p7cBPZSzQJ6nvuJufz9pZW1Z7R",
  "JfF2IxytA8YC2JHj9W3Q9DkW4za3qSwUy7m3h29MQzdaS-xq7AJ9Ad41EL-kA15t0wcRw69o82x8T6kmN00dlHAGmIacEOfiId5O8rHGGRp5LG9vN1mmjolq",
  "htCpQ5T3B9E3r6t7OVSn_GaxOPsXFouDEzEV0XWqWWVXZWxBUzE1DOIqyWUqeH0xpgssTiouKY72ylzDlhBQ",
].join("");

/** What verifies it. */
export const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmX6Ww2aOCo5x5b+Xwe8F
HeMPjz00hE/cRIrhdLfLWdiekECk/zCUdDI9qeBl3lZ/RRsaToysIxx7Zle9xzbI
ovqK9TyU208HDeQ0ye+CEa/nMOLCAcQi8UBX9JanWNLVMgJY6Iakf+2f6EnnGSkz
u7HtFXd/i/IjnEIitRL2KflVkB1WZJ0TAfWaoeM2MGHbdx0gEV0MrXWUUXhHXj/K
egIPV6rPGdprSa4yCB/Xs+N2+neEZKH2H8CpCr5JqE5nSt1D9AsTuMYLi/Pu+/FR
/+/jUEAL1tPAQPUO9h7cXjm1b5l+mDzmpHISoEj8VlYDCQOBDkMok7pqsZ8TH9ym
ZwIDAQAB
-----END PUBLIC KEY-----
`;
