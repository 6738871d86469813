import { memo, useMemo } from 'react';
import { texts } from '../texts';
import { Failure } from '../ui/Feedback';
import { cluster, type MapPoint } from './clusters';
import { MapFrame } from './MapFrame';
import { useView } from './useView';
import { project, sphere, useWorld, type World } from './world';

interface WorldMapProps {
  label: string;
  points: readonly MapPoint[];
  /** Ids of countries that stand out, as the map has them. */
  visited?: ReadonlySet<string>;
  selected?: ReadonlySet<string>;
  onSelect?: (points: readonly MapPoint[]) => void;
}

// In drawing units: the whole world is narrow on a phone.
const RADIUS = 5;
const RADIUS_ON_PHONES = 11;
const noCountries: ReadonlySet<string> = new Set();

/** The world with a dot for every trip. What it shows is also told by text beside it. */
export default function WorldMap({ label, points, visited = noCountries, selected, onSelect }: WorldMapProps) {
  const { data: world, error, refetch } = useWorld();
  const view = useView();
  const { zoom } = view.view;
  const radius = window.matchMedia('(max-width: 46rem)').matches ? RADIUS_ON_PHONES : RADIUS;
  const clusters = useMemo(() => cluster(points, project, (radius * 1.6) / zoom), [points, radius, zoom]);

  if (error) {
    return <Failure title={texts.map.loadFailed} error={error} retry={() => void refetch()} />;
  }
  return (
    <MapFrame label={label} view={view}>
      <Countries world={world} visited={visited} />
      {clusters.map(({ x, y, points: joined }) => (
        <circle
          key={joined[0]?.id}
          cx={x}
          cy={y}
          r={(radius + Math.min(6, Math.sqrt(joined.length - 1) * 1.5)) / zoom}
          className={joined.some((point) => selected?.has(point.id)) ? 'dot dot-selected' : 'dot'}
          onPointerUp={onSelect && (() => !view.wasDragged() && onSelect(joined))}
        >
          <title>{joined.length === 1 ? `${joined[0]?.title} · ${joined[0]?.detail}` : texts.map.here(joined.length)}</title>
        </circle>
      ))}
    </MapFrame>
  );
}

/** All outlines; drawn again only when other countries stand out. */
export const Countries = memo(function Countries({
  world,
  visited = noCountries,
}: {
  world: World | undefined;
  visited?: ReadonlySet<string>;
}) {
  return (
    <>
      <path d={sphere} className="sea" />
      {world?.shapes.map(({ id, path }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the outlines never change, and some have no id
        <path key={index} d={path} className={visited.has(id) ? 'land land-visited' : 'land'} />
      ))}
    </>
  );
});
