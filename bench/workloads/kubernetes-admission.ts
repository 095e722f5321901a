import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

interface Container {
  readonly name: string;
  readonly image: string;
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
  readonly securityContext?: { readonly runAsNonRoot?: boolean; readonly capabilities?: { readonly add: readonly string[] } };
}

const policy = `package kubernetes.admission

deny contains message if {
	some container in containers
	not from_allowed_registry(container.image)
	message := sprintf("image %v of container %v is not from an allowed registry", [container.image, container.name])
}

deny contains message if {
	some container in containers
	endswith(container.image, ":latest")
	message := sprintf("container %v has no fixed version", [container.name])
}

deny contains message if {
	some container in containers
	not container.securityContext.runAsNonRoot
	message := sprintf("container %v may run as root", [container.name])
}

deny contains message if {
	some container in containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
	message := sprintf("container %v has no limit of %v", [container.name, resource])
}

deny contains message if {
	some container in containers
	some capability in container.securityContext.capabilities.add
	not capability in data.settings.allowed_capabilities
	message := sprintf("container %v adds the capability %v", [container.name, capability])
}

deny contains message if {
	some label in data.settings.required_labels
	not input.request.object.metadata.labels[label]
	message := sprintf("label %v is missing", [label])
}

containers contains container if some container in input.request.object.spec.containers

containers contains container if some container in input.request.object.spec.initContainers

from_allowed_registry(image) if {
	some registry in data.settings.allowed_registries
	startswith(image, registry)
}
`;

const data = {
  settings: {
    allowed_capabilities: ["NET_BIND_SERVICE"],
    allowed_registries: ["registry.example.com/", "ghcr.io/example/"],
    required_labels: ["app.kubernetes.io/name", "team"],
  },
};

/** An admission review of a pod; every third container breaks a rule. */
export function kubernetesAdmission(containers: number): Workload {
  const all = Array.from({ length: containers }, (_, index) => makeContainer(index));
  return defineWorkload({
    name: `kubernetes-admission-${containers}`,
    family: "kubernetes-admission",
    standsFor: `a review of a pod with ${containers} containers, with all violations as texts`,
    query: "data.kubernetes.admission.deny",
    policy,
    data,
    input: {
      request: {
        kind: { kind: "Pod" },
        operation: "CREATE",
        object: {
          metadata: { name: "checkout", labels: { "app.kubernetes.io/name": "checkout" } as Readonly<Record<string, string>> },
          spec: { containers: all.slice(1), initContainers: all.slice(0, 1) },
        },
      },
    },
    byHand: ({ request: { object } }, { settings }) => {
      const messages = new Set<string>();
      for (const container of [...object.spec.containers, ...object.spec.initContainers]) review(container, settings, messages);
      for (const label of settings.required_labels) {
        if (!object.metadata.labels[label]) messages.add(`label ${label} is missing`);
      }
      return [...messages].sort();
    },
  });
}

function makeContainer(index: number): Container {
  const limits: Record<string, string> = index % 3 === 1 ? { memory: "128Mi" } : { cpu: "500m", memory: "512Mi" };
  return {
    name: `container-${index}`,
    image: index % 3 === 2 ? `docker.io/library/tool-${index}:latest` : `registry.example.com/shop/service-${index}:1.7.${index}`,
    resources: { limits },
    securityContext: { runAsNonRoot: index % 4 !== 3, capabilities: { add: index % 3 === 0 ? ["NET_BIND_SERVICE", "NET_ADMIN"] : [] } },
  };
}

function review({ name, image, resources, securityContext }: Container, settings: typeof data.settings, messages: Set<string>): void {
  if (!settings.allowed_registries.some((registry) => image.startsWith(registry))) {
    messages.add(`image ${image} of container ${name} is not from an allowed registry`);
  }
  if (image.endsWith(":latest")) messages.add(`container ${name} has no fixed version`);
  if (!securityContext?.runAsNonRoot) messages.add(`container ${name} may run as root`);
  for (const resource of ["cpu", "memory"]) {
    if (!resources.limits[resource]) messages.add(`container ${name} has no limit of ${resource}`);
  }
  for (const capability of securityContext?.capabilities?.add ?? []) {
    if (!settings.allowed_capabilities.includes(capability)) messages.add(`container ${name} adds the capability ${capability}`);
  }
}
