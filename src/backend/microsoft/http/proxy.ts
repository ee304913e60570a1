/** The environment that agents take their proxy from: what the settings say, else the server's own. */
export function proxyEnvironment(proxy: string | null, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (proxy === null) {
    return env;
  }
  const { NO_PROXY, no_proxy } = env;
  return { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ...(NO_PROXY && { NO_PROXY }), ...(no_proxy && { no_proxy }) };
}

/**
 * Where the proxy and not Microsoft is what failed: our own code for it; undefined for anything else.
 *
 * @param thrown what the library makes of Node's error: of whom it speaks stands in its text only, such as
 * `connect ECONNREFUSED 127.0.0.1:8080`, `getaddrinfo ENOTFOUND proxy` or `Failed to establish tunnel ... HTTP/1.1 407`.
 * @param target URL of the request.
 */
export function proxyFailure(thrown: unknown, target: string, env: NodeJS.ProcessEnv): string | undefined {
  const { code, message } = (thrown ?? {}) as Record<string, unknown>;
  const text = String(message);
  if (code === 'ERR_PROXY_TUNNEL') {
    return / HTTP\/1\.\d 407\b/.test(text) ? 'ProxyRefused' : 'ProxyBlocked';
  }
  const { proxy, host } = proxyOf(target, env);
  if (!proxy || proxy.hostname === host) {
    return undefined;
  }
  const isProxy = /^connect /.test(text)
    ? text.endsWith(`:${portOf(proxy)}`)
    : /^getaddrinfo /.test(text) && text.endsWith(` ${proxy.hostname}`);
  return isProxy ? 'ProxyUnreachable' : undefined;
}

function proxyOf(target: string, env: NodeJS.ProcessEnv): { proxy: URL | undefined; host: string } {
  const { protocol, hostname: host } = new URL(target);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = env[name.toLowerCase()] ?? env[name] ?? '';
  return { proxy: URL.canParse(text) ? new URL(text) : undefined, host };
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
