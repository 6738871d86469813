import { type ComponentType, use } from 'react';

type Module<P> = { default: ComponentType<P> };

/** What could not be loaded: offline, or gone from the server because a newer version was published. */
export class ViewNotLoaded extends Error {
  override readonly name = 'ViewNotLoaded';
}

/** Who can open a view: visitors need not load what is for travellers alone. */
type Audience = 'everyone' | 'travellers';

const failed = new Set<() => void>();
const views: { audience: Audience; start: () => Promise<unknown> }[] = [];

/** A component whose code is loaded when it is first shown, or before by {@link loadViews}. */
export function lazyView<P extends object>(load: () => Promise<Module<P>>, audience: Audience = 'travellers'): ComponentType<P> {
  let View: ComponentType<P> | undefined;
  let loading: Promise<Module<P>> | undefined;

  const start = () => {
    loading ??= load().then(
      (module) => {
        View = module.default;
        return module;
      },
      (cause: unknown) => {
        failed.add(() => {
          loading = undefined;
        });
        throw new ViewNotLoaded('A part of the page could not be loaded.', { cause });
      },
    );
    return loading;
  };
  views.push({ audience, start });

  // Once per view, at the top of a module.
  // biome-ignore lint/correctness/noComponentHookFactories: as React.lazy does it
  return function LazyView(props: P) {
    const Shown = View ?? use(start()).default;
    return <Shown {...props} />;
  };
}

/** Lets what could not be loaded be asked for again. */
export function forgetFailedViews(): void {
  for (const forget of failed) {
    forget();
  }
  failed.clear();
}

/** Loads the code of the views that someone can open, one after the other, so that each is there without a network too. */
export async function loadViews(isTraveller: boolean): Promise<void> {
  // A view that comes in may bring views of its own: the list grows meanwhile.
  for (let index = 0; index < views.length; index += 1) {
    const view = views[index];
    try {
      if (isTraveller || view?.audience === 'everyone') {
        await view?.start();
      }
    } catch (error) {
      if (!(error instanceof ViewNotLoaded)) {
        throw error;
      }
      // Whoever opens it is told; it is asked for again then.
      forgetFailedViews();
      return;
    }
  }
}
