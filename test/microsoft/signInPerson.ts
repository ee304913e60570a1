import { request } from 'node:https';
import type { Simulator } from '../simulator/simulator.ts';

/** A person in front of a browser, who presses a button on Microsoft's page. */
export class Person {
  readonly #ca: string;

  constructor(simulator: Simulator) {
    this.#ca = simulator.secureJsonData.tlsCACert ?? '';
  }

  /** Signs in, with MFA unless told otherwise. @returns what the browser brings back to the redirect URI. */
  async signIn(authorizeUrl: string, form: Record<string, string> = { mfa: 'on' }): Promise<URLSearchParams> {
    const { location, text } = await this.#post(authorizeUrl, { decision: 'accept', ...form });
    if (location === undefined) {
      throw new Error(`Microsoft's page stayed: ${text.replace(/<[^>]+>/g, ' ')}`);
    }
    return new URL(location).searchParams;
  }

  /** Enters a device code. */
  async enterCode(page: string, userCode: string, form: Record<string, string> = { mfa: 'on' }): Promise<void> {
    await this.#post(page, { user_code: userCode, decision: 'accept', ...form });
  }

  #post(url: string, form: Record<string, string>): Promise<{ location: string | undefined; text: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(url, { method: 'POST', ca: this.#ca, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ location: response.headers.location, text }));
      });
      asked.on('error', reject).end(new URLSearchParams(form).toString());
    });
  }
}
