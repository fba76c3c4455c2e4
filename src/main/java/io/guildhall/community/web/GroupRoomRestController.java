package io.guildhall.community.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRoom;
import io.guildhall.community.GroupRooms;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** How full groups are, for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class GroupRoomRestController {

	private final GroupRooms rooms;

	@Operation(summary = "The groups that are near their capacity, the fullest first")
	@GetMapping("/group-rooms")
	Slice<GroupRoom> near() {
		return Slice.whole(rooms.near());
	}

	@Operation(summary = "How full a group is, and the first group with room down the chain")
	@GetMapping("/groups/{id}/room")
	ResponseEntity<GroupRoom> get(@PathVariable GroupId id) {
		return answer(rooms.of(id));
	}

	@Operation(summary = "Names the group that follows a full one, when it warns and how one gets in")
	@PutMapping("/groups/{id}/room")
	ResponseEntity<GroupRoom> arrange(@PathVariable GroupId id, @Valid @RequestBody RoomRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(rooms.arrange(id, request.warnPercent(), request.next(), request.entry(), Versions.of(ifMatch)));
	}

	private static ResponseEntity<GroupRoom> answer(GroupRoom room) {
		return ResponseEntity.ok().eTag(Versions.tag(room.version())).body(room);
	}

	/**
	 * How a group overflows.
	 *
	 * @param entry how newcomers get in: a link, or what to do; null leaves it as it is
	 */
	record RoomRequest(@NotNull @Min(1) @Max(100) Integer warnPercent, @Nullable GroupId next,
			@Size(max = 500) @Nullable String entry) {
	}

}
