/// The version of this software, stored with everything that it computes.
package let softwareVersion = "0.1.0"
