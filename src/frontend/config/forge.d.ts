// The two parts of node-forge that are bundled; its types are written for the whole of it only.
declare module 'node-forge/lib/asn1' {
  import { asn1 } from 'node-forge';
  export default asn1;
}

declare module 'node-forge/lib/sha256' {
  import type { md } from 'node-forge';
  const sha256: { create(): md.MessageDigest };
  export default sha256;
}
