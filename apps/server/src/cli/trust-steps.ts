/** How each client is told to trust a certificate that no authority has signed, ready to be typed. */
export function trustSteps(
  certificate: string,
  registry: string,
): readonly (readonly [client: string, step: string])[] {
  const file = quoted(certificate)
  return [
    ['docker', `sudo install -D -m 644 ${file} /etc/docker/certs.d/${registry}/ca.crt`],
    ['podman, skopeo, buildah', `sudo install -D -m 644 ${file} /etc/containers/certs.d/${registry}/ca.crt`],
    ['  without root', `podman push --cert-dir ${quoted(certificate.replace(/[/\\][^/\\]*$/, ''))} …`],
    // To localhost oras speaks plain HTTP unless it is told not to.
    ['oras', `oras push --plain-http=false --ca-file ${file} …`],
    ['helm', `helm push --ca-file ${file} …`],
    ['crane, cosign', `SSL_CERT_FILE=${file} crane push …`],
    ['curl', `curl --cacert ${file} https://${registry}/v2/`],
    ['Node', `NODE_EXTRA_CA_CERTS=${file} node …`],
  ]
}

function quoted(path: string): string {
  return /^[\w./:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
