namespace TripLogger.Tests.Fixtures;

/// <summary>Events as a user pool sends them to its triggers.</summary>
internal static class TriggerEvent
{
    public static string ConfirmSignUp(string sub, string email) =>
        $$$"""
        {"version":"1","region":"us-east-1","userPoolId":"us-east-1_test00000","userName":"{{{sub}}}","callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"our-web-client"},"triggerSource":"PostConfirmation_ConfirmSignUp","request":{"userAttributes":{"sub":"{{{sub}}}","email_verified":"true","cognito:user_status":"CONFIRMED","email":"{{{email}}}"},"clientMetadata":{"campaign":"spring"}},"response":{}}
        """;
}
