import { outcomeOf, requestContext, type ServiceEnvironment } from './calls.ts';
import { fromHealth, report } from '../messages/answers.ts';
import { toInstanceSettings } from '../messages/context.ts';
import type { DiagnosticsServer } from '../generated/pluginv2.ts';
import { RequestHeaders } from '../headers.ts';
import type { HealthResult, RequestContext } from '../types.ts';
import type { PluginContext } from '../generated/pluginv2.ts';

/** Answers "Save & test" and Grafana's scrape of the plugin's metrics. */
export function diagnosticsService(environment: ServiceEnvironment): DiagnosticsServer {
  return {
    checkHealth(call, callback) {
      const { pluginContext, headers } = call.request;
      const context = requestContext(call, pluginContext, new RequestHeaders(Object.entries(headers)), environment);
      void checkHealth(pluginContext, context, environment).then((result) => callback(null, fromHealth(result)));
    },
    collectMetrics(_call, callback) {
      const end = environment.metrics.begin('metrics');
      environment.metrics.registry.metrics().then(
        (text) => {
          end('ok');
          callback(null, { metrics: { prometheus: Buffer.from(text) } });
        },
        (error: unknown) => {
          end('error');
          callback({ details: report(error, environment.log).message });
        },
      );
    },
  };
}

/** A failed check is an answer, not an error of the call: Grafana shows its message. Never rejects. */
async function checkHealth(
  plugin: PluginContext | undefined,
  context: RequestContext,
  environment: ServiceEnvironment,
): Promise<HealthResult> {
  const end = environment.metrics.begin('health');
  try {
    const settings = toInstanceSettings(plugin);
    const result = await environment.instances.use(settings, (instance) => instance.checkHealth(context));
    end('ok');
    return result;
  } catch (thrown) {
    const error = report(thrown, context.log);
    end(outcomeOf(error));
    return { status: 'error', message: error.message, details: { code: error.code } };
  }
}
