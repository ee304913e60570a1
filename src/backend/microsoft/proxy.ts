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
 * @param thrown what Node's or Bun's agent throws; its text names the proxy, so it goes nowhere.
 * @param target URL of the request.
 */
export function proxyFailure(thrown: unknown, target: string, env: NodeJS.ProcessEnv): string | undefined {
  const { code, statusCode, syscall, hostname, port } = (thrown ?? {}) as Record<string, unknown>;
  if (code === 'ERR_PROXY_TUNNEL') {
    return statusCode === 407 ? 'ProxyRefused' : 'ProxyBlocked';
  }
  const { proxy, host } = proxyOf(target, env);
  if (!proxy || proxy.hostname === host) {
    return undefined;
  }
  const isProxy = syscall === 'connect' ? String(port) === portOf(proxy) : hostname === proxy.hostname;
  return isProxy && (syscall === 'connect' || syscall === 'getaddrinfo') ? 'ProxyUnreachable' : undefined;
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
