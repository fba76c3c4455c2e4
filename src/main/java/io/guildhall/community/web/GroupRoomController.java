package io.guildhall.community.web;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRoom;
import io.guildhall.community.GroupRooms;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The parts of pages about groups that fill up. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class GroupRoomController {

	private final GroupRooms rooms;

	private final CommunityService communities;

	@Bean
	static PagePart communityRoomToday() {
		return new PagePart(PagePart.Page.TODAY, 30, "community.room.today", "/group-rooms/today",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static PagePart communityRoomOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 1, "community.room", "/groups/{id}/room", Permission.COMMUNITY_READ);
	}

	@GetMapping("/group-rooms/today")
	String today(Model model) {
		model.addAttribute("rooms", rooms.near());
		return "community/room :: today";
	}

	@GetMapping("/groups/{id}/room")
	String part(@PathVariable GroupId id, Model model) {
		GroupRoom room = rooms.of(id);
		model.addAttribute("room", room);
		// A group of another host that follows already stays to be chosen.
		model.addAttribute("others",
				Stream.concat(communities.groups().stream(), Stream.ofNullable(room.next()))
					.filter(group -> !group.id().equals(id))
					.distinct()
					.toList());
		return "community/room :: part";
	}

	@PostMapping("/groups/{id}/room")
	String arrange(@PathVariable GroupId id, @RequestParam int warnPercent,
			@RequestParam(required = false) @Nullable GroupId next,
			@RequestParam(required = false) @Nullable String entry,
			@RequestParam(required = false) @Nullable Long version, RedirectAttributes flash) {
		rooms.arrange(id, warnPercent, next, entry, version);
		flash.addFlashAttribute("done", "community.done.arranged");
		return "redirect:/o/{organization}/groups/" + id;
	}

}
