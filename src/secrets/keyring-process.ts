import { serve } from './keyring-server.ts';

// A process of its own, so that a keyring that hangs can be ended and nothing of it stays in handrail.
await serve(process.stdin, process.stdout);
