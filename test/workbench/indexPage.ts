/** Ends of the range of Grafanas that the plugin supports. */
export const ENDS = ['13', '10.4'] as const;
export type End = (typeof ENDS)[number];

/** The page of one end; `/plugin/module.js` is loaded by its script, as Grafana's loader would. */
export function indexPage(end: End): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Azure CSP workbench</title>
    <link rel="icon" href="/plugin/img/logo.svg" />
    <style>
      /* Grafana's page has these; its 10.4 library counts on them. */
      *, *::before, *::after { box-sizing: border-box; }
      label { display: inline-block; }
      table { border-collapse: collapse; }
      html, body { margin: 0; min-height: 100%; }
      body[data-theme='dark'] { background: #111217; }
      body[data-theme='light'] { background: #f4f5f5; }
    </style>
    <script>
      window.__grafana_public_path__ = '/${end}/public/';
      window.grafanaBootData = { settings: { appUrl: location.origin + '/', appSubUrl: '', buildInfo: { version: '${end}' }, featureToggles: {}, datasources: {}, panels: {} }, user: { locale: 'en-US', timezone: 'browser', orgRole: 'Admin', permissions: {} }, navTree: [] };
    </script>
  </head>
  <body>
    <div id="root"></div>
    <script src="page.js"></script>
  </body>
</html>
`;
}
