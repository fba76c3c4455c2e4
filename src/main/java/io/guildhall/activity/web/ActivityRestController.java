package io.guildhall.activity.web;

import java.io.IOException;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.activity.ActivityRecorded;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.GroupSpeaking;
import io.guildhall.activity.MemberYear;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/** Activity for programs. */
@Tag(name = "Activity")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class ActivityRestController {

	private final ActivityService activity;

	private final EventBody body;

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
	@Operation(summary = "Records what members did; an event that is known already changes nothing",
			requestBody = @RequestBody(required = true,
					content = {
							@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
									schema = @Schema(implementation = EventBody.Events.class)),
							@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
									schema = @Schema(implementation = EventBody.Event.class)) }))
	@PostMapping(path = "/activity-events",
			consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE })
	ActivityRecorded record(HttpServletRequest request) throws IOException {
		boolean lines = MediaType.APPLICATION_NDJSON
			.isCompatibleWith(MediaType.parseMediaType(request.getContentType()));
		EventBody.Understood told = body.read(request.getInputStream(), lines);
		return activity.record(told.events()).among(told.unread());
	}

}
