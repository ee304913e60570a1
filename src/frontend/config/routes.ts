import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type {
  ConsentScopes,
  CustomerConsent,
  CustomerConsented,
  DeviceStart,
  DeviceStarted,
  SignInStart,
  SignInStarted,
  SignInStatus,
  TenantCheck,
  TenantChecked,
} from '../../shared/signIn.ts';

/** The plugin's own routes that the config editor uses. Each call throws what Grafana's fetch throws; see `errorText`. */
export interface Routes {
  startSignIn(body: SignInStart): Promise<SignInStarted>;
  startDevice(body: DeviceStart): Promise<DeviceStarted>;
  status(attempt: string): Promise<SignInStatus>;
  scopes(): Promise<ConsentScopes>;
  consent(body: CustomerConsent): Promise<CustomerConsented>;
  check(body: TenantCheck): Promise<TenantChecked>;
}

/** https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#fetch-data-source-resources-by-uid */
export function routesOf(uid: string): Routes {
  const send = async <T>(method: string, path: string, data?: object, params?: Record<string, string>): Promise<T> => {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${path}`;
    const answer = getBackendSrv().fetch<T>({
      url,
      method,
      data,
      params,
      showErrorAlert: false,
      showSuccessAlert: false,
    });
    return (await lastValueFrom(answer)).data;
  };
  return {
    startSignIn: (body) => send('POST', 'consent/start', body),
    startDevice: (body) => send('POST', 'consent/device', body),
    status: (attempt) => send('GET', 'consent/status', undefined, { attempt }),
    scopes: () => send('GET', 'consent/scopes'),
    consent: (body) => send('POST', 'consent/customer', body),
    check: (body) => send('POST', 'tenants/check', body),
  };
}
