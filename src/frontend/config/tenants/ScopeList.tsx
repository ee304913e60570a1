import React from 'react';
import type { ConsentScopes } from '../../../shared/signIn.ts';

/** The permissions that pre-consent would grant, one by one. */
export function ScopeList({ scopes }: { scopes: ConsentScopes }) {
  return (
    <>
      <p>
        The application {scopes.applicationId} gets these permissions in the customer’s tenant, in the name of the
        partner’s users. Partner Center grants them; the customer sees the application among its enterprise
        applications.
      </p>
      <ul style={{ paddingLeft: 16 }} aria-label="Permissions">
        {scopes.grants.map(({ enterpriseApplicationId, name, scope }) => (
          <li key={enterpriseApplicationId}>
            <strong>{name}</strong> ({enterpriseApplicationId}): <code>{scope}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
