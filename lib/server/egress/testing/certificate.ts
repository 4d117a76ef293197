/**
 * For api.example alone, signed by itself, good for a hundred years, and trusted by nobody but tests. Made with
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=api.example
 * -addext subjectAltName=DNS:api.example`.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUcTf324PPigtchHg3QfS5TzvvoXkwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLYXBpLmV4YW1wbGUwIBcNMjYxMTIxMDUyNDA0WhgPMjEyNjEw
MjgwNTI0MDRaMBYxFDASBgNVBAMMC2FwaS5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEydYtOgZkHH5r6UABHSffo8PyxJnVk/Hza5h6BqWURaqJ9c+I
uB+umg14nU13vjilJbPP/wf4RYkwmRq9D8LpBKNrMGkwHQYDVR0OBBYEFOC5kKJz
7H0yFiAFOMV4PeMJ+ZYjMB8GA1UdIwQYMBaAFOC5kKJz7H0yFiAFOMV4PeMJ+ZYj
MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILYXBpLmV4YW1wbGUwCgYIKoZI
zj0EAwIDSQAwRgIhAJWZlK6LFQyFVUuz4Ef+TzzTIhgVuZKru/TfFWWh3IwKAiEA
+pYD2UrsqU+KLuGS/hSo2MOalak23N/6XStZIV1qKNo=
-----END CERTIFICATE-----
`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm0l0Y37AzkEjgf7C
UIxPn8yppv3bDszcs/vbp/LHdlGhRANCAATJ1i06BmQcfmvpQAEdJ9+jw/LEmdWT
8fNrmHoGpZRFqon1z4i4H66aDXidTXe+OKUls8//B/hFiTCZGr0PwukE
-----END PRIVATE KEY-----
`;
