/** Every view there is. A new view is one line here. */
import "./header";
import "./rail";
import "./door";
import "./reading";
import "./error";
import "./more";
