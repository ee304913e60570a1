import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const CACHE = path.resolve('.cache');

// Nothing but the page that a test opens: no update checks, no background traffic.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

interface Executable {
  file: string;
  env: Record<string, string>;
}

/** Starts a headless browser with an empty profile: the one that CHROME_PATH names, an installed one, or the packaged one. */
export async function launchBrowser(): Promise<Browser> {
  const { file, env } = findBrowser();
  // Without a language, as on many servers, the browser calls itself en-US@posix, which Intl refuses.
  const given = Object.entries({ ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({ executablePath: file, args: FLAGS, env: Object.fromEntries(given) });
}

/** Where a browser is, and what its process needs in its environment. */
export function findBrowser(): Executable {
  const named = process.env['CHROME_PATH'];
  if (named) {
    return { file: named, env: {} };
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = folders.flatMap((folder) => INSTALLED.map((name) => path.join(folder, name))).find(existsSync);
  return found ? { file: found, env: {} } : packagedBrowser();
}

/** Unpacks `@sparticuz/chromium` once; its libraries are used only where the machine lacks them. */
function packagedBrowser(): Executable {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    version: string;
  };
  const folder = path.join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) {
    unpack(folder);
  }
  const file = path.join(folder, 'chromium');
  const lacking =
    process.platform === 'linux' && execFileSync('ldd', [file], { encoding: 'utf8' }).includes('not found');
  return {
    file,
    env: {
      FONTCONFIG_FILE: fontConfiguration(folder),
      ...(lacking ? { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') } : {}),
    },
  };
}

/** The packaged font beside the machine's own, if it has any. */
function fontConfiguration(folder: string): string {
  const file = path.join(folder, 'fonts.conf');
  const folders = ['/usr/share/fonts', path.join(folder, 'fonts')].map((name) => `<dir>${name}</dir>`).join('');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${path.join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  return file;
}

/**
 * The package unpacks into the temporary folder, its libraries only when it believes to be in AWS Lambda. Only a process
 * of its own can be given both: jest's environment is a copy that the runtime doesn't look at.
 */
function unpack(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  try {
    const code = "import('@sparticuz/chromium').then(({ default: packaged }) => packaged.executablePath())";
    const env = { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(temporary, folder);
  } catch (error) {
    // Another worker may have been faster.
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) {
      throw error;
    }
  }
}
