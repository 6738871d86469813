import type { components } from './schema';

type Schemas = components['schemas'];

export type Trip = Schemas['Trip'];
export type TripInput = Schemas['TripInput'];
export type TripBatchAnswer = Schemas['TripBatchAnswer'];
export type TripBatchResult = Schemas['TripBatchResult'];
export type TripPage = Schemas['PageOfTrip'];
export type TripSummary = Schemas['TripSummary'];
export type Visibility = Trip['visibility'];
export type PublicTrip = Schemas['PublicTrip'];
export type PublicTripPage = Schemas['PageOfPublicTrip'];
export type Profile = Schemas['UserProfile'];
export type ProfileUpdate = Schemas['ProfileUpdate'];
export type AccountExport = Schemas['AccountExport'];
export type WebConfiguration = Schemas['WebConfiguration'];
