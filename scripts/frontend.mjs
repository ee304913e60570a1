// Builds the front end: `node scripts/frontend.mjs module|workbench-10.4|workbench-13 [--development] [--if-missing]`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import webpack from 'webpack';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const oldEnd = join(root, 'test/workbench/grafana-10.4');

// What Grafana gives its plugins (plugin-tools, create-plugin's bundler configuration), less react/jsx-runtime, which
// versions before 11.6.11 do not have.
const EXTERNALS = [
  'lodash',
  'jquery',
  'moment',
  'slate',
  'emotion',
  '@emotion/react',
  '@emotion/css',
  'prismjs',
  'slate-plain-serializer',
  'slate-react',
  'react',
  'react-dom',
  'react-redux',
  'redux',
  'rxjs',
  'rxjs/operators',
  'i18next',
  'react-router',
  'd3',
  'angular',
  '@grafana/ui',
  '@grafana/runtime',
  '@grafana/data',
];

// Signs that a React of our own was bundled: it would break on hosts that have another one.
const FORBIDDEN = [
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react.element',
  'react.transitional.element',
  '__SECRET_INTERNALS',
  '__CLIENT_INTERNALS',
];

/** Classic JSX needs nothing but `React.createElement`, so one bundle runs on React 18 and 19. */
const typescriptRule = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  use: {
    loader: 'swc-loader',
    options: {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'classic' } },
      },
    },
  },
};

/** Writes `dist/module.js` and its source map. */
export async function buildModule({ mode = 'production' } = {}) {
  await run({
    name: 'module',
    mode,
    context: root,
    target: ['web', 'es2022'],
    devtool: 'source-map',
    entry: { module: './src/frontend/module.ts' },
    output: {
      path: join(root, 'dist'),
      filename: '[name].js',
      library: { type: 'amd' },
      uniqueName: 'cspwatch-azurecsp-datasource',
    },
    externals: EXTERNALS,
    externalsType: 'amd',
    module: { rules: [typescriptRule] },
    // Modules are numbered by their path in this folder, wherever the packages really are: the same file from any folder.
    resolve: { extensions: ['.ts', '.tsx', '.js'], symlinks: false },
  });
  const text = readFileSync(join(root, 'dist/module.js'), 'utf8');
  const found = FORBIDDEN.filter((sign) => text.includes(sign));
  if (found.length > 0) {
    throw new Error(`dist/module.js must use the React of its host, but contains ${found.join(', ')}`);
  }
}

/** Writes the workbench's page for one end of the Grafana range to `build/workbench/<end>/`. */
export async function buildWorkbench({ end = '13', mode = 'production' } = {}) {
  const old = end === '10.4';
  if (old) {
    installOldEnd();
  }
  const modules = old ? [join(oldEnd, 'node_modules')] : [join(root, 'node_modules')];
  const output = join(root, 'build/workbench', end);
  await run({
    name: `workbench ${end}`,
    mode,
    context: root,
    target: ['web', 'es2022'],
    devtool: false,
    entry: { page: './test/workbench/page/main.tsx' },
    output: { path: output, filename: '[name].js', chunkFilename: '[name].chunk.js', publicPath: 'auto' },
    module: {
      rules: [
        typescriptRule,
        // Packages that import without extensions from files that say they are ES modules, and CommonJS ones by default.
        { test: /\.m?js$/, type: 'javascript/auto', resolve: { fullySpecified: false } },
        // The code editor's: 13's package imports its own styles.
        { test: /\.css$/, type: 'css' },
        { test: /\.(svg|png|ttf|woff2?)$/, type: 'asset/resource' },
      ],
    },
    resolve: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      modules: [...modules, 'node_modules'],
      fallback: { path: false, fs: false, stream: false, crypto: false, util: false, buffer: false, process: false },
    },
    plugins: [
      new webpack.DefinePlugin({ 'process.env.NODE_ENV': JSON.stringify(mode), WORKBENCH_END: JSON.stringify(end) }),
      new webpack.ProvidePlugin({ process: [join(root, 'test/workbench/page/process.js'), 'default'] }),
    ],
    experiments: { css: true },
    performance: false,
    // Minifying the whole of Grafana's library takes longer than loading it from this machine.
    optimization: { minimize: false },
  });
  const assets = old
    ? join(oldEnd, 'node_modules/@grafana/ui/dist/public')
    : join(root, 'node_modules/@grafana/ui/dist/public');
  // 13 asks for icons under public/build/img/icons, 10.4 under public/img/icons.
  const target = join(output, old ? 'public' : 'public/build');
  await cp(assets, target, { recursive: true });
  if (old) {
    // 10.4 loads its code editor from Grafana's server, 13 has it in its package.
    const editor = join(oldEnd, 'node_modules/monaco-editor/min/vs');
    await cp(editor, join(target, 'lib/monaco/min/vs'), { recursive: true });
  }
  // Grafana's server has more icons than its package.
  await cp(join(root, 'test/workbench/icons'), join(target, 'img/icons/unicons'), { recursive: true });
}

/** The packages of the oldest Grafana, which stay out of the project's own: they want another React. */
export function installOldEnd() {
  if (existsSync(join(oldEnd, 'node_modules/@grafana/ui/package.json'))) {
    return;
  }
  console.log('Installing the packages of Grafana 10.4');
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], {
    cwd: oldEnd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    throw new Error(`npm ci in ${oldEnd} failed`);
  }
}

/** True when a page was built after everything that goes into it was last changed. */
function isFresh(end) {
  const page = join(root, 'build/workbench', end, 'page.js');
  const sources = [
    'test/workbench/page',
    'src/shared',
    'scripts/frontend.mjs',
    'package-lock.json',
    'test/workbench/grafana-10.4/package-lock.json',
  ];
  return existsSync(page) && sources.every((source) => newest(join(root, source)) <= statSync(page).mtimeMs);
}

function newest(path) {
  const stat = statSync(path);
  return stat.isDirectory() ? Math.max(...readdirSync(path).map((name) => newest(join(path, name)))) : stat.mtimeMs;
}

function run(configuration) {
  return new Promise((resolve, reject) => {
    webpack(configuration, (error, stats) => {
      if (error || stats.hasErrors()) {
        reject(error ?? new Error(stats.toString({ all: false, errors: true, colors: false })));
        return;
      }
      console.log(stats.toString({ all: false, assets: true, timings: true, cachedAssets: true }));
      resolve();
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const mode = process.argv.includes('--development') ? 'development' : 'production';
  const what = process.argv[2] ?? '';
  const builds = {
    module: () => buildModule({ mode }),
    'workbench-10.4': () => buildWorkbench({ end: '10.4', mode }),
    'workbench-13': () => buildWorkbench({ end: '13', mode }),
  };
  if (!builds[what]) {
    console.error(`usage: node scripts/frontend.mjs ${Object.keys(builds).join('|')} [--development]`);
    process.exitCode = 2;
  } else {
    const fresh =
      process.argv.includes('--if-missing') &&
      what.startsWith('workbench-') &&
      isFresh(what.slice('workbench-'.length));
    if (!fresh) {
      await builds[what]();
    }
  }
}
