export interface MapPoint {
  id: string;
  latitude: number;
  longitude: number;
  title: string;
  detail: string;
}

/** Points that would cover each other, drawn as one. */
export interface Cluster {
  x: number;
  y: number;
  points: MapPoint[];
}

/** Joins points that are closer than `distance`, in drawing units. */
export function cluster(
  points: readonly MapPoint[],
  project: (longitude: number, latitude: number) => [number, number],
  distance: number,
): Cluster[] {
  const clusters: Cluster[] = [];
  for (const point of points) {
    const [x, y] = project(point.longitude, point.latitude);
    const near = clusters.find((candidate) => Math.hypot(candidate.x - x, candidate.y - y) < distance);
    if (near) {
      near.points.push(point);
    } else {
      clusters.push({ x, y, points: [point] });
    }
  }
  // Small ones on top, so that each can be reached.
  return clusters.sort((left, right) => right.points.length - left.points.length);
}
