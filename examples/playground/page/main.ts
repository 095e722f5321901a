/** The entry of `playground.js`. */
import { Playground } from "./playground.ts";

void new Playground().start();
