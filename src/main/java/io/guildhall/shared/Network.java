package io.guildhall.shared;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one address where tries are counted. */
public final class Network {

	/** Of an address of the sixth version, as much as one household has. */
	private static final int BYTES = 8;

	private Network() {
	}

	/** The address; of one of the sixth version the network that it is in. */
	public static String of(String address) {
		if (address.indexOf(':') < 0) {
			return address;
		}
		try {
			byte[] bytes = InetAddress.getAllByName(address)[0].getAddress();
			return HexFormat.of().formatHex((bytes.length > BYTES) ? Arrays.copyOf(bytes, BYTES) : bytes);
		}
		catch (UnknownHostException none) {
			return address;
		}
	}

}
