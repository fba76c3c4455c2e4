package io.guildhall.staff.web;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is behind the doors, for the tests of who gets through them: a page and a program
 * that say who came. In the house of all tests, so that those of the doors need none of
 * their own.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({ BackRooms.Guarded.class, BackRooms.Page.class, BackRooms.Program.class })
public class BackRooms {

	/** A service that asks for a permission. */
	static class Guarded {

		@May(Permission.ORGANIZATION_SETTINGS)
		public String open() {
			return "open";
		}

	}

	@Controller
	@RequiredArgsConstructor
	static class Page {

		private final Tenancy tenancy;

		private final Guarded guarded;

		@GetMapping("/o/{organization}/test/who")
		@ResponseBody
		String who() {
			return tenancy.current() + " " + OnBehalf.actor().name() + " " + OnBehalf.permissions().size();
		}

		@GetMapping("/o/{organization}/test/guarded")
		@ResponseBody
		String guarded() {
			return guarded.open();
		}

		@PostMapping("/o/{organization}/test/write")
		@ResponseBody
		String write() {
			return "written";
		}

	}

	@RestController
	@RequiredArgsConstructor
	static class Program {

		private final Tenancy tenancy;

		private final Guarded guarded;

		@GetMapping("/api/v1/test/who")
		String who() {
			return tenancy.current() + " " + OnBehalf.actor().kind();
		}

		@GetMapping("/api/v1/test/guarded")
		String guarded() {
			return guarded.open();
		}

	}

}
