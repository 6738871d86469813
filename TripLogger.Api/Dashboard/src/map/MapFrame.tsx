import type { ReactNode, PointerEvent as ReactPointerEvent } from 'react';
import { texts } from '../texts';
import { Icon } from '../ui/Icon';
import './map.css';
import type { useView } from './useView';

interface MapFrameProps {
  label: string;
  view: ReturnType<typeof useView>;
  onPointerUp?: (event: ReactPointerEvent<SVGSVGElement>) => void;
  className?: string;
  children: ReactNode;
}

/** The drawing and the buttons that zoom it. */
export function MapFrame({ label, view, onPointerUp, className = '', children }: MapFrameProps) {
  return (
    <div className={`map-frame ${className}`}>
      <svg
        role="img"
        aria-label={label}
        viewBox={view.viewBox}
        className={view.view.zoom > 1 ? 'map map-zoomed' : 'map'}
        {...view.handlers}
        onPointerUp={onPointerUp}
      >
        {children}
      </svg>
      <div className="map-buttons">
        <button type="button" className="icon-button" aria-label={texts.map.zoomIn} disabled={!view.canZoomIn} onClick={view.zoomIn}>
          <Icon name="plus" />
        </button>
        <button type="button" className="icon-button" aria-label={texts.map.zoomOut} disabled={!view.canZoomOut} onClick={view.zoomOut}>
          <Icon name="minus" />
        </button>
        <button type="button" className="icon-button" aria-label={texts.map.reset} disabled={!view.canZoomOut} onClick={view.reset}>
          <Icon name="world" />
        </button>
      </div>
    </div>
  );
}
