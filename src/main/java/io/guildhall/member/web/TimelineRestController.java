package io.guildhall.member.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberTimeline;
import io.guildhall.member.TimelineEntry;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** What happened to members, for programs. */
@Tag(name = "Members")
@RestController
@RequestMapping("/api/v1/members/{id}/timeline")
@RequiredArgsConstructor
class TimelineRestController {

	private final MemberTimeline timeline;

	@Operation(summary = "Everything that happened to a member, or one kind of it, the latest first")
	@GetMapping
	Slice<TimelineEntry> of(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String kind,
			@RequestParam(required = false) @Nullable String after) {
		return timeline.of(id, kind, after, Slice.PAGE);
	}

}
