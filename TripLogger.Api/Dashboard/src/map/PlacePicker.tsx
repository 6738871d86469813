import type { PointerEvent } from 'react';
import { texts } from '../texts';
import type { TripDraft } from '../trips/draft';
import { readDegrees } from '../trips/numbers';
import { Failure } from '../ui/Feedback';
import { toAlpha2 } from './countryCodes';
import { MapFrame } from './MapFrame';
import { useView } from './useView';
import { Countries } from './WorldMap';
import { findCountry, project, unproject, useWorld } from './world';

interface PlacePickerProps {
  latitude: string;
  longitude: string;
  onPick: (part: Partial<TripDraft>) => void;
}

/** Chooses a place by clicking on the map; the fields beside it do the same by keyboard. */
export default function PlacePicker({ latitude, longitude, onPick }: PlacePickerProps) {
  const { data: world, error, refetch } = useWorld();
  const view = useView();
  const place = [readDegrees(longitude), readDegrees(latitude)] as const;
  const [x, y] = place.every(Number.isFinite) ? project(...place) : [Number.NaN, Number.NaN];

  function pick(event: PointerEvent<SVGSVGElement>) {
    const matrix = event.currentTarget.getScreenCTM();
    if (!world || !matrix || view.wasDragged()) {
      return;
    }
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const picked = unproject(spot.x, spot.y);
    if (picked) {
      const country = toAlpha2(String(findCountry(world, picked.longitude, picked.latitude)?.id ?? ''));
      onPick({ latitude: picked.latitude.toFixed(2), longitude: picked.longitude.toFixed(2), ...(country ? { country } : {}) });
    }
  }

  if (error) {
    return <Failure title={texts.map.loadFailed} error={error} retry={() => void refetch()} />;
  }
  return (
    <div className="stack-small">
      <p className="hint">{texts.trip.pickHint}</p>
      <MapFrame label={texts.trip.pickLabel} view={view} onPointerUp={pick} className="map-picking">
        <Countries world={world} />
        {Number.isFinite(x) && <circle cx={x} cy={y} r={6 / view.view.zoom} className="dot dot-selected" />}
      </MapFrame>
    </div>
  );
}
