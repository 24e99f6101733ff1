// An OpenID Connect provider for the tests, on this machine alone: whoever signs in as "staff" holds the role staff.
// Started with the port and the client's redirect addresses; says "ready" and answers until it is stopped.
import Provider from "oidc-provider";

const [port, secret, ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const ROLES = { partner: ["partners"], staff: ["staff"], manager: ["managers"], stranger: [] };

const provider = new Provider(issuer, {
  clients: [{
    client_id: "hub", client_secret: secret, redirect_uris: redirects, response_types: ["code"],
    grant_types: ["authorization_code"], token_endpoint_auth_method: "client_secret_basic",
  }],
  claims: { openid: ["sub"], roles: ["roles"] },
  conformIdTokenClaims: false,
  cookies: { keys: [secret] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => false },
  findAccount: (_, id) => ROLES[id] && { accountId: id, claims: () => ({ sub: id, roles: ROLES[id] }) },
  // Nobody is asked whether the hub may know their roles.
  loadExistingGrant: async ctx => {
    const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope("openid roles");
    await grant.save();
    return grant;
  },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
