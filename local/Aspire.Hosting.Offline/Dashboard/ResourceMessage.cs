using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Proto;
using Google.Protobuf.WellKnownTypes;
using Checks = Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource's state in the dashboard's words.</summary>
internal static class ResourceMessage
{
    private static readonly DateTime Started = DateTime.UtcNow;

    public static Proto.Resource Create(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var message = new Proto.Resource
        {
            Name = change.ResourceId,
            Uid = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            CreatedAt = Time(snapshot.CreationTimeStamp ?? Started),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
        };
        if (snapshot.State is { } state)
        {
            message.State = state.Text;
            if (state.Style is not null)
            {
                message.StateStyle = state.Style;
            }
        }

        if (snapshot.IconName is not null)
        {
            message.IconName = snapshot.IconName;
            message.IconVariant = Icon(snapshot.IconVariant);
        }

        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(v => new EnvironmentVariable { Name = v.Name, Value = v.Value ?? string.Empty, IsFromSpec = v.IsFromSpec }));
        message.Properties.AddRange(Facts(change).Concat(snapshot.Properties).Select(Property));
        message.Urls.AddRange(snapshot.Urls.Select(Url));
        message.Volumes.AddRange(snapshot.Volumes.Select(v => new Volume { Source = v.Source ?? string.Empty, Target = v.Target, MountType = v.MountType, IsReadOnly = v.IsReadOnly }));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(Report));
        message.Relationships.AddRange(snapshot.Relationships.Select(r => new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }));
        message.Commands.AddRange(snapshot.Commands.Where(c => c.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(Command));
        return message;
    }

    /// <summary>What the dashboard wants as properties too.</summary>
    private static IEnumerable<ResourcePropertySnapshot> Facts(ResourceEvent change) =>
    [
        new("resource.uid", change.ResourceId),
        new("resource.name", change.ResourceId),
        new("resource.type", change.Snapshot.ResourceType),
        new("resource.displayName", change.Resource.Name),
        new("resource.state", change.Snapshot.State?.Text),
        new("resource.exitCode", change.Snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture)),
        new("resource.createTime", change.Snapshot.CreationTimeStamp),
        new("resource.startTime", change.Snapshot.StartTimeStamp),
        new("resource.stopTime", change.Snapshot.StopTimeStamp),
        new("resource.healthState", change.Snapshot.HealthStatus?.ToString()),
    ];

    private static Timestamp? Time(DateTime? time) => time is null ? null : Timestamp.FromDateTime(DateTime.SpecifyKind(time.Value, DateTimeKind.Utc));

    private static Proto.IconVariant Icon(ApplicationModel.IconVariant? variant) =>
        variant is ApplicationModel.IconVariant.Filled ? Proto.IconVariant.Filled : Proto.IconVariant.Regular;

    private static ResourceProperty Property(ResourcePropertySnapshot property)
    {
        var message = new ResourceProperty
        {
            Name = property.Name,
            Value = ToValue(property.Value),
            IsSensitive = property.IsSensitive,
            IsHighlighted = property.IsHighlighted,
        };
        if (property.DisplayName is not null)
        {
            message.DisplayName = property.DisplayName;
        }

        if (property.SortOrder is { } order)
        {
            message.SortOrder = order;
        }

        return message;
    }

    private static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        int number => Value.ForNumber(number),
        DateTime time => Value.ForString(time.ToString("O", CultureInfo.InvariantCulture)),
        IEnumerable sequence => Value.ForList([.. sequence.Cast<object?>().Select(ToValue)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static Url Url(UrlSnapshot url)
    {
        var message = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new UrlDisplayProperties { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
        };
        if (url.Name is not null)
        {
            message.EndpointName = url.Name;
        }

        return message;
    }

    private static HealthReport Report(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? string.Empty,
            Exception = report.ExceptionText ?? string.Empty,
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                Checks.HealthStatus.Healthy => HealthStatus.Healthy,
                Checks.HealthStatus.Degraded => HealthStatus.Degraded,
                _ => HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static ResourceCommand Command(ResourceCommandSnapshot command)
    {
        var message = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            State = command.State switch
            {
                ApplicationModel.ResourceCommandState.Enabled => Proto.ResourceCommandState.Enabled,
                ApplicationModel.ResourceCommandState.Disabled => Proto.ResourceCommandState.Disabled,
                _ => Proto.ResourceCommandState.Hidden,
            },
        };
        if (command.ConfirmationMessage is not null)
        {
            message.ConfirmationMessage = command.ConfirmationMessage;
        }

        if (command.DisplayDescription is not null)
        {
            message.DisplayDescription = command.DisplayDescription;
        }

        if (command.IconName is not null)
        {
            message.IconName = command.IconName;
            message.IconVariant = Icon(command.IconVariant);
        }

        return message;
    }
}
