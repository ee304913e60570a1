import { join, resolve } from 'node:path';

export const PLUGIN_ID = 'cspwatch-azurecsp-datasource';

export interface IniOptions {
  /** `provisioning/` of this project, or a changed copy; absent: nothing is provisioned. */
  provisioning?: string;
  /** Of the user `admin`, as whom people sign in; absent: nobody signs in and everybody is an administrator. */
  adminPassword?: string;
  /** Lines for the ini file, after ours. */
  ini?: string;
}

/** Configuration of a Grafana that writes into one folder, talks to nobody and loads the built plugin. */
export function iniFile(folder: string, port: number, options: IniOptions): string {
  const { adminPassword, ini = '' } = options;
  const provisioning = options.provisioning ? resolve(options.provisioning) : join(folder, 'provisioning');
  const home = `default_home_dashboard_path = ${join(provisioning, 'dashboards/wall.json')}`;
  return `
[paths]
data = ${join(folder, 'data')}
logs = ${join(folder, 'log')}
plugins = ${join(folder, 'plugins')}
provisioning = ${provisioning}
[server]
http_addr = 127.0.0.1
http_port = ${port}
root_url = http://127.0.0.1:${port}/
[plugins]
allow_loading_unsigned_plugins = ${PLUGIN_ID}
[plugin.${PLUGIN_ID}]
data_path = ${join(folder, 'plugin-data')}
allowed_endpoints = 127.0.0.1:*
${adminPassword ? `[security]\nadmin_password = ${adminPassword}` : '[auth.anonymous]\nenabled = true\norg_role = Admin'}
[analytics]
reporting_enabled = false
check_for_updates = false
check_for_plugin_updates = false
[news]
news_feed_enabled = false
[dashboards]
min_refresh_interval = 1s
${options.provisioning ? home : ''}
${ini}
`;
}
