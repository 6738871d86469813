namespace TripLogger.Api.Account;

/// <summary>How far a closing has come, by what is kept of it.</summary>
public enum ClosingState
{
    /// <summary>There is no tombstone: the account is open.</summary>
    Open,

    /// <summary>There is a tombstone, and something left to delete.</summary>
    Begun,

    /// <summary>Everything is gone.</summary>
    Done,
}

/// <summary>What came of going on with a closing.</summary>
public enum ClosingOutcome
{
    /// <summary>Everything is gone.</summary>
    Closed,

    /// <summary>There are trips left, but no time.</summary>
    OutOfTime,

    /// <summary>All that we keep is gone, but the pool does not accept the token: its user must sign in again to be deleted.</summary>
    Refused,
}
