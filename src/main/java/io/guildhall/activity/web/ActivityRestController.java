package io.guildhall.activity.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.activity.ActivityKind;
import io.guildhall.activity.ActivityRecorded;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.GroupSpeaking;
import io.guildhall.activity.MemberYear;
import io.guildhall.activity.NewActivity;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Activity for programs. */
@Tag(name = "Activity")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class ActivityRestController {

	private final ActivityService activity;

	@Operation(summary = "The year of a member, day by day")
	@GetMapping("/members/{id}/activity")
	MemberYear year(@PathVariable MemberId id, @RequestParam(required = false) @Nullable LocalDate to) {
		return activity.year(id, to);
	}

	@Operation(summary = "How lively a group is, week by week")
	@GetMapping("/groups/{id}/activity")
	GroupSpeaking speaking(@PathVariable GroupId id, @RequestParam(defaultValue = "26") int weeks) {
		return activity.speaking(id, weeks);
	}

	/** Idempotent by the events' own ids, so that no key is needed. */
	@Operation(summary = "Records what members did; an event that is known already changes nothing")
	@PostMapping("/activity-events")
	ActivityRecorded record(@Valid @RequestBody RecordRequest request) {
		return activity.record(request.events().stream().map(EventRequest::activity).toList());
	}

	record RecordRequest(@NotEmpty @Size(max = ActivityService.MOST) List<@Valid EventRequest> events) {
	}

	record EventRequest(@NotNull MemberId member, @NotNull GroupId group, @NotNull Instant at,
			@NotNull ActivityKind kind, @Min(0) @Max(1_000_000) @Nullable Integer characters,
			@NotBlank @Size(max = 200) String externalId, @Nullable Boolean hasLink,
			@Nullable @Size(max = 20_000) String text) {

		NewActivity activity() {
			return new NewActivity(member, group, at, kind, (characters != null) ? characters : 0, externalId,
					Boolean.TRUE.equals(hasLink), text);
		}

	}

}
