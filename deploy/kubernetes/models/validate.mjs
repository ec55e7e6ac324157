// Holds resources of operators, a JSON list on standard input, against the schemas of those operators.
import { readFileSync } from "node:fs";
import * as keda from "@kubernetes-models/keda/keda.sh/v1alpha1";
import * as strimzi from "@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1beta2";

const models = { "keda.sh/v1alpha1": keda, "kafka.strimzi.io/v1beta2": strimzi };
let wrong = 0;
for (const resource of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const Model = models[resource.apiVersion]?.[resource.kind];
    if (!Model) throw new Error("no schema of it is known");
    new Model(resource).validate();
  } catch (error) {
    wrong += 1;
    console.error(`${resource.kind}/${resource.metadata.name}: ${error.message}`);
  }
}
process.exit(wrong ? 1 : 0);
