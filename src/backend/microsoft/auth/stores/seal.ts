import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';

/** Encrypted text; all in base64 but `key`, which names the key without giving it away. */
export interface Sealed {
  key: string;
  iv: string;
  tag: string;
  data: string;
}

interface DerivedKey {
  name: string;
  bytes: Buffer;
}

/** 32 MB and some 100 ms for each guess at a key text. https://nodejs.org/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
/** What NIST SP 800-38D recommends for GCM. */
const IV_BYTES = 12;

/** AES-256-GCM under keys that are made from texts: the first encrypts, all decrypt. */
export class Seals {
  readonly #keys: readonly DerivedKey[];

  private constructor(keys: readonly DerivedKey[]) {
    this.#keys = keys;
  }

  /** @param texts at least one. */
  static async of(texts: readonly string[], salt: Buffer): Promise<Seals> {
    const keys: DerivedKey[] = [];
    for (const text of texts) {
      const bytes = await derive(text, salt);
      keys.push({ name: createHash('sha256').update('name\n').update(bytes).digest('hex').slice(0, 16), bytes });
    }
    return new Seals(keys);
  }

  /** @param context what the text belongs to; it can't be opened as anything else's. */
  seal(text: string, context: string): Sealed {
    const [key] = this.#keys as [DerivedKey];
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(context));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return {
      key: key.name,
      iv: iv.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      data: data.toString('base64'),
    };
  }

  /** The text, or why there is none: it was sealed with a key that isn't here, or isn't what was sealed. */
  open(sealed: Sealed, context: string): { text: string } | { problem: 'wrongKey' | 'damaged' } {
    const key = this.#keys.find(({ name }) => name === sealed.key);
    if (!key) {
      return { problem: 'wrongKey' };
    }
    try {
      const iv = Buffer.from(sealed.iv, 'base64');
      const opened = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: 16 })
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(sealed.tag, 'base64'));
      const text = Buffer.concat([opened.update(Buffer.from(sealed.data, 'base64')), opened.final()]).toString('utf8');
      return { text };
    } catch {
      return { problem: 'damaged' };
    }
  }
}

function derive(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
