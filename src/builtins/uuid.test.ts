import { expect, it } from "vitest";
import { callBuiltin } from "./testing/call-text.ts";
import { uuidBuiltins } from "./uuid.ts";

// Each answer is OPA's.
it.each([
  [
    'uuid.parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")',
    '{"clocksequence": 180, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630433151182400, "variant": "RFC4122", "version": 1}',
  ],
  [
    'uuid.parse("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}")',
    '{"clocksequence": 180, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630433151182400, "variant": "RFC4122", "version": 1}',
  ],
  [
    'uuid.parse("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8")',
    '{"clocksequence": 180, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630433151182400, "variant": "RFC4122", "version": 1}',
  ],
  [
    'uuid.parse("6ba7b8109dad11d180b400c04fd430c8")',
    '{"clocksequence": 180, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630433151182400, "variant": "RFC4122", "version": 1}',
  ],
  ['uuid.parse("00000000-0000-0000-0000-000000000000")', '{"variant": "Reserved", "version": 0}'],
  ['uuid.parse("ffffffff-ffff-ffff-ffff-ffffffffffff")', '{"variant": "Future", "version": 15}'],
  [
    'uuid.parse("6ba7b810-9dad-21d1-80b4-00c04fd430c8")',
    '{"clocksequence": 180, "domain": "Domain180", "id": 1806153744, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630433151182400, "variant": "RFC4122", "version": 2}',
  ],
  [
    'uuid.parse("000003e8-9dad-21d1-8001-00c04fd430c8")',
    '{"clocksequence": 1, "domain": "Group", "id": 1000, "macvariables": "global:unicast", "nodeid": "00-c0-4f-d4-30-c8", "time": 886630252535908000, "variant": "RFC4122", "version": 2}',
  ],
  ['uuid.parse("6ba7b810-9dad-41d1-80b4-00c04fd430c8")', '{"variant": "RFC4122", "version": 4}'],
  ['uuid.parse("6ba7b810-9dad-41d1-c0b4-00c04fd430c8")', '{"variant": "Microsoft", "version": 4}'],
  ['uuid.parse("6ba7b810-9dad-41d1-e0b4-00c04fd430c8")', '{"variant": "Future", "version": 4}'],
  ['uuid.parse("01890a5d-ac96-774b-bcce-b302099a8057")', '{"variant": "RFC4122", "version": 7}'],
  ['uuid.parse("1ef21d2f-1207-6660-8c4f-419efbd44d48")', '{"variant": "RFC4122", "version": 6}'],
  ['uuid.parse("xyz")', "undefined"],
  ['uuid.parse("6BA7B810-9DAD-51D1-80B4-00C04FD430C8")', '{"variant": "RFC4122", "version": 5}'],
])("%s is %s", (call, answer) => expect(callBuiltin(uuidBuiltins, call)).toBe(answer));
