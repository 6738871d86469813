import { type PointerEvent, useRef, useState } from 'react';
import { HEIGHT, WIDTH } from './world';

const MAX_ZOOM = 16;
const STEP = 1.8;

export interface View {
  /** The centre, in drawing units. */
  x: number;
  y: number;
  zoom: number;
}

const whole: View = { x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 };

/** Keeps the view within the drawing. */
export function clampView({ x, y, zoom }: View): View {
  const z = Math.min(MAX_ZOOM, Math.max(1, zoom));
  const halfWidth = WIDTH / z / 2;
  const halfHeight = HEIGHT / z / 2;
  return { x: Math.min(WIDTH - halfWidth, Math.max(halfWidth, x)), y: Math.min(HEIGHT - halfHeight, Math.max(halfHeight, y)), zoom: z };
}

/** What part of a map is in sight: zoomed by buttons, moved by dragging. */
export function useView() {
  const [view, setView] = useState(whole);
  const drag = useRef<{ x: number; y: number; view: View; moved: boolean } | null>(null);

  const move = (next: View) => setView(clampView(next));

  return {
    view,
    viewBox: `${view.x - WIDTH / view.zoom / 2} ${view.y - HEIGHT / view.zoom / 2} ${WIDTH / view.zoom} ${HEIGHT / view.zoom}`,
    zoomIn: () => move({ ...view, zoom: view.zoom * STEP }),
    zoomOut: () => move({ ...view, zoom: view.zoom / STEP }),
    reset: () => move(whole),
    canZoomIn: view.zoom < MAX_ZOOM,
    canZoomOut: view.zoom > 1,
    /** Whether the pointer that has just gone up moved the map instead of choosing something. */
    wasDragged: () => drag.current?.moved ?? false,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        drag.current = { x: event.clientX, y: event.clientY, view, moved: false };
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const start = drag.current;
        if (!start || event.buttons === 0 || view.zoom === 1) {
          return;
        }
        const unit = WIDTH / start.view.zoom / event.currentTarget.clientWidth;
        const dx = event.clientX - start.x;
        const dy = event.clientY - start.y;
        if (Math.hypot(dx, dy) > 4) {
          start.moved = true;
          move({ ...start.view, x: start.view.x - dx * unit, y: start.view.y - dy * unit });
        }
      },
    },
  };
}
