using System.Net.Mail;
using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>Who may sign in, and how: by e-mail and password, self-registered, with an optional authenticator app.</summary>
public sealed class AppUserPool : UserPool
{
    /// <summary>Creates the pool.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name and protection.</param>
    public AppUserPool(Construct scope, string id, AppUserPoolProps props)
        : base(scope, id, new UserPoolProps
        {
            UserPoolName = props.UserPoolName,
            SelfSignUpEnabled = true,
            SignInAliases = new SignInAliases { Email = true },
            SignInCaseSensitive = false,
            StandardAttributes = new StandardAttributes
            {
                Email = new StandardAttribute { Required = true, Mutable = true },
            },
            AutoVerify = new AutoVerifiedAttrs { Email = true },
            // A mistyped new address must not lock anyone out: the old one counts until the new one is verified.
            KeepOriginal = new KeepOriginalAttrs { Email = true },
            UserVerification = new UserVerificationConfig
            {
                EmailStyle = VerificationEmailStyle.CODE,
                EmailSubject = "Your TripLogger code",
                EmailBody = "Your TripLogger code is {####}.",
            },
            AccountRecovery = AccountRecovery.EMAIL_ONLY,
            PasswordPolicy = new PasswordPolicy
            {
                MinLength = 10,
                RequireLowercase = true,
                RequireUppercase = true,
                RequireDigits = true,
                RequireSymbols = true,
                TempPasswordValidity = Duration.Days(3),
            },
            Mfa = Mfa.OPTIONAL,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            DeletionProtection = props.Environment.KeepsData,
            RemovalPolicy = props.Environment.DataRemovalPolicy,
        })
    {
        var pool = (CfnUserPool)Node.DefaultChild!;

        // The cheapest plan that has what is asked for: refresh token rotation, or threat protection. Spelled out, so that an
        // account's default cannot change it.
        pool.AddPropertyOverride("UserPoolTier", props.ThreatProtection ? "PLUS" : "ESSENTIALS");
        if (props.ThreatProtection)
        {
            // Level 2 renamed this property between versions of the CDK.
            pool.UserPoolAddOns = new CfnUserPool.UserPoolAddOnsProperty { AdvancedSecurityMode = "ENFORCED" };
        }

        if (props.Sender is { } sender)
        {
            pool.EmailConfiguration = new CfnUserPool.EmailConfigurationProperty
            {
                EmailSendingAccount = "DEVELOPER",
                From = sender.From,
                SourceArn = sender.IdentityArn
                    ?? $"arn:aws:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}:identity/{new MailAddress(sender.From).Host}",
            };
        }
    }
}

/// <summary>What an <see cref="AppUserPool"/> needs to know.</summary>
public sealed class AppUserPoolProps
{
    /// <summary>The pool's name. The local cloud derives the pool's id from it.</summary>
    public required string UserPoolName { get; init; }

    /// <summary>Whether Cognito weighs the risk of every sign-in.</summary>
    public bool ThreatProtection { get; init; }

    /// <summary>Who sends the e-mails; Cognito itself when <see langword="null"/>.</summary>
    public EmailSender? Sender { get; init; }

    /// <summary>Decides about retention and deletion protection.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
